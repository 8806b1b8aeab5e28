/**
 * Questions to the connection log: pages, streams, counts, groups. {@link
 * io.tapline.flowlog.search.Search} asks, {@link io.tapline.flowlog.search.Engine} runs a question
 * over the segments that can hold its answer and names the segments that cannot be read, {@link
 * io.tapline.flowlog.search.ConnectionEndpoint} is the rim.
 *
 * <p>Limits: questions at a time and memory ({@link io.tapline.flowlog.segment.DuckDbSettings}),
 * time a question ({@link io.tapline.flowlog.search.SearchConfig}), rows a page 1,000, groups
 * 10,000, rows of buckets 50,000.
 */
@NullMarked
package io.tapline.flowlog.search;

import org.jspecify.annotations.NullMarked;
