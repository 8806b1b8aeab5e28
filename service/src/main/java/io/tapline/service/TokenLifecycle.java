package io.tapline.service;

import io.quarkus.grpc.GlobalInterceptor;
import io.tapline.rpc.auth.Auth;
import io.tapline.rpc.auth.AuthConfig;
import io.tapline.rpc.grpc.TokenSender;
import jakarta.inject.Singleton;

/** Shows this service's token to the services that it calls. */
@Singleton
@GlobalInterceptor
public class TokenLifecycle extends TokenSender {
  public TokenLifecycle(AuthConfig config) {
    super(Auth.serviceToken(config)::text);
  }
}
