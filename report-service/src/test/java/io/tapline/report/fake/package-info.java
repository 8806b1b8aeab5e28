/** A connection log in memory: for engines as a value, for the service behind real gRPC. */
@org.jspecify.annotations.NullMarked
package io.tapline.report.fake;
