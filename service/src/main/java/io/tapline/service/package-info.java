/**
 * What the four services say to Quarkus in the same words; their beans are those of every
 * application that has this module.
 *
 * <pre>
 * start     {@link io.tapline.service.AddressLifecycle}: may it listen there? {@link io.tapline.service.StartEnd}: it may not, in a sentence
 * heard     {@link io.tapline.service.TlsLifecycle}: by TLS, where a certificate is set
 * called    {@link io.tapline.service.AuthLifecycle}: who calls, over gRPC and over HTTP
 * calling   {@link io.tapline.service.TokenLifecycle}: this service's token; {@link io.tapline.service.HealthCall}: is the other there?
 * </pre>
 *
 * It decides nothing: that is {@code io.tapline.rpc}, which knows no Quarkus. Used by the rim of
 * the services, never by their engines. In the all-in-one all four share one bean of each kind.
 */
@NullMarked
package io.tapline.service;

import org.jspecify.annotations.NullMarked;
