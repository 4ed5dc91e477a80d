/** Figures as people see them: charts and tables that {@code scripts/bench} writes. */
@NullMarked
package io.nacre.bench.report;

import org.jspecify.annotations.NullMarked;
