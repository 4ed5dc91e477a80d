/** Sessions, plans and lanes: a model compiled for given input types, with its memory planned, run from many threads. */
@NullMarked
package io.nacre.plan;

import org.jspecify.annotations.NullMarked;
