/**
 * The kernel lab: tries a kernel that somebody is editing on one operation, in a JVM of its own, checks it against plain
 * Java and times it.
 */
@NullMarked
package io.nacre.lab;

import org.jspecify.annotations.NullMarked;
