/** Single layers that benchmarks measure, and their JMH benchmarks. */
@NullMarked
package io.nacre.bench;

import org.jspecify.annotations.NullMarked;
