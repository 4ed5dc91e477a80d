/** Graphs of ops over typed values, the builder that folds constants as it goes, and the passes that simplify a graph. */
@NullMarked
package io.nacre.graph;

import org.jspecify.annotations.NullMarked;
