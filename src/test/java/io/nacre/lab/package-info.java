/** Tests of the kernel lab's parts; as a whole it is tested through its command, in {@code io.nacre.cli}. */
package io.nacre.lab;
