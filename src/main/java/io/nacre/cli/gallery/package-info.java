/** The layers seen at work on a photo: pictures, numbers, and a page that shows them. */
@NullMarked
package io.nacre.cli.gallery;

import org.jspecify.annotations.NullMarked;
