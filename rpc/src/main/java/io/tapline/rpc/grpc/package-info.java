/**
 * The forms that refusals and times take in gRPC messages, and the reading of lists to their end;
 * for the rim of a service only.
 */
@NullMarked
package io.tapline.rpc.grpc;

import org.jspecify.annotations.NullMarked;
