/** The command line: one class a command. */
@NullMarked
package io.nacre.cli;

import org.jspecify.annotations.NullMarked;
