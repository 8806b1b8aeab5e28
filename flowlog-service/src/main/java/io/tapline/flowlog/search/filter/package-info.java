/**
 * The filter language: text to tokens ({@link io.tapline.flowlog.search.filter.Lexer}), to a tree
 * ({@link io.tapline.flowlog.search.filter.Parser}), to typed conditions ({@link
 * io.tapline.flowlog.search.filter.Filter}), to SQL whose values are all bound ({@link
 * io.tapline.flowlog.search.filter.Sql}). Any text gives a condition or a {@link
 * io.tapline.rpc.Refusal}. At most 64 terms, 4,096 characters and 64 levels.
 */
@NullMarked
package io.tapline.flowlog.search.filter;

import org.jspecify.annotations.NullMarked;
