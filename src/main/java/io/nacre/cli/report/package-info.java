/** The kernel lab's trials as tables and as a page with plots. */
@NullMarked
package io.nacre.cli.report;

import org.jspecify.annotations.NullMarked;
