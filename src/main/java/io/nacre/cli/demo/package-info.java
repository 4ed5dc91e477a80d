/** What the demo does beside running a model: finding lines of text in a probability map, and drawing them. */
@NullMarked
package io.nacre.cli.demo;

import org.jspecify.annotations.NullMarked;
