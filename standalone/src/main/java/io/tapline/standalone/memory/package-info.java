/**
 * One setting for the memory of everything that {@code tapline up} runs: Java's heap, its code and
 * classes, the query engine, buffers outside of the heap, and PostgreSQL. The launcher computes the
 * heap in the same way before Java starts ({@code .mvn/memory.sh}; a test holds them together).
 */
@NullMarked
package io.tapline.standalone.memory;

import org.jspecify.annotations.NullMarked;
