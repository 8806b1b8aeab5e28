/**
 * Who calls, and what they may do. The same in all four services, over gRPC and over HTTP.
 *
 * <pre>
 * tokens file --&gt; {@link io.tapline.rpc.auth.LiveTokens} --&gt; {@link io.tapline.rpc.auth.Guard}: token -&gt; Principal
 * {@link io.tapline.rpc.auth.MethodRoles}, {@link io.tapline.rpc.auth.RouteRoles}: what is called -&gt; Role needed
 * rim: grpc.AuthInterceptor, http.HttpAuth; each call that is answered goes to {@link io.tapline.rpc.auth.AuditLog}
 * </pre>
 *
 * Tokens are random, so a plain SHA-256 of each is enough to keep; the token itself is shown once
 * and never stored or logged. What no table names is refused. Reads the files that {@link
 * io.tapline.rpc.auth.AuthConfig} names, and no other.
 *
 * <p>Limits: a call that has begun goes on to its end though its token is revoked meanwhile; tokens
 * cross the network as they are unless TLS ({@code tls}) or something else encrypts it.
 */
@NullMarked
package io.tapline.rpc.auth;

import org.jspecify.annotations.NullMarked;
