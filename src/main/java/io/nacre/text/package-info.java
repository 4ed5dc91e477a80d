/** Results as people read them. */
@NullMarked
package io.nacre.text;

import org.jspecify.annotations.NullMarked;
