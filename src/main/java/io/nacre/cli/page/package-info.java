/** What all pages that the command line writes have in common. */
@NullMarked
package io.nacre.cli.page;

import org.jspecify.annotations.NullMarked;
