/** What anybody may hand to Nacre, damaged: files, layer expressions, calls of the public API. */
package io.nacre.fuzz;
