/**
 * TLS of a service: which files it is made of, and what Quarkus has to be told for it. The files
 * are read again while the service runs, so that a certificate is renewed without a restart.
 *
 * <pre>
 * {@link io.tapline.rpc.tls.TlsConfig} --&gt; {@link io.tapline.rpc.tls.TlsSettings}: HTTP, and calls of other services
 *            --&gt; {@link io.tapline.rpc.tls.TlsFiles}: {@link io.tapline.rpc.tls.LiveKey}, {@link io.tapline.rpc.tls.LiveTrust} of gRPC (grpc.GrpcTls)
 * </pre>
 *
 * <p>Limits: one certificate for both servers of a service; keys are PKCS #8 in PEM, without a
 * password; no revocation lists; what a service shows to others that it calls is read at its start.
 */
@NullMarked
package io.tapline.rpc.tls;

import org.jspecify.annotations.NullMarked;
