/**
 * Streams of flow-tools (also what pyflowtools reads and writes): format 1 and 3, every record
 * version, both byte orders, compressed or not. {@link io.tapline.wire.flowtools.FlowToolsFrames}
 * cuts a stream into its header and its records and is what capture uses; {@link
 * io.tapline.wire.flowtools.FlowToolsReader} hands out immutable records with all their attributes;
 * {@link io.tapline.wire.flowtools.FlowToolsDecoder} turns frames into flows for the connection
 * log; {@link io.tapline.wire.flowtools.FlowToolsWriter} writes format 3.
 *
 * <p>Limits: a header of at most 16,384 bytes. Memory does not grow with the stream.
 */
@NullMarked
package io.tapline.wire.flowtools;

import org.jspecify.annotations.NullMarked;
