package io.tapline.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GlobalInterceptor;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.tapline.rpc.auth.Auth;
import io.tapline.rpc.auth.AuthConfig;
import io.tapline.rpc.grpc.AuthInterceptor;
import io.tapline.rpc.http.HttpAuth;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Asks whoever calls this service who they are, over gRPC and over HTTP. */
@Singleton
@GlobalInterceptor
public class AuthLifecycle extends AuthInterceptor {
  public AuthLifecycle(AuthConfig config, MeterRegistry registry) {
    super(
        Auth.of(
            config,
            reason ->
                registry.counter("tapline.auth.refused", "reason", reason.name()).increment()));
  }

  void register(@Observes Filters filters) {
    filters.register(new HttpAuth(auth()), HttpAuth.PRIORITY);
  }
}
