/**
 * What the answers of all services have in common, so that each thing is said in one way.
 *
 * <pre>
 * engine:  throw new {@link io.tapline.rpc.Refusal}({@link io.tapline.rpc.RefusalReason}, sentence)
 *                                  |
 * rim:     grpc.Statuses (google.rpc.Status)   or   {@link io.tapline.rpc.ProblemDetails} (RFC 9457)
 * </pre>
 *
 * A service keeps only what is its own: the enum {@code Reason}, in which each reason has its
 * canonical code; what is no refusal has the reason {@code INTERNAL}, and is logged. Lists have
 * {@link io.tapline.rpc.NamedPages} or {@link io.tapline.rpc.PageTokens} of their own, and every
 * number that a client asks for has a {@link io.tapline.rpc.Limit}. This package knows no gRPC and
 * may be used by engines; {@code io.tapline.rpc.grpc}, {@code io.tapline.rpc.http}, {@code
 * io.tapline.rpc.health} and {@code io.tapline.rpc.watch} belong to the rim. {@code
 * io.tapline.rpc.listen} says where servers may listen, {@code io.tapline.rpc.auth} who may call.
 * But for the files of tokens nothing does I/O.
 */
@NullMarked
package io.tapline.rpc;

import org.jspecify.annotations.NullMarked;
