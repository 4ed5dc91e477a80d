/** The façade: {@link io.nacre.Nacre} loads models, {@link io.nacre.Backends} finds and opens backends. */
@NullMarked
package io.nacre;

import org.jspecify.annotations.NullMarked;
