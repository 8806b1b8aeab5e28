package io.tapline.service;

import io.quarkus.runtime.StartupEvent;
import io.tapline.rpc.listen.PublicAddress;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Ends a start at addresses that other machines reach, unless callers are authenticated or that was
 * allowed.
 */
@Singleton
public class AddressLifecycle {
  private static final int FIRST = 1;

  void check(
      @Observes @Priority(FIRST) StartupEvent start,
      @ConfigProperty(name = "quarkus.http.host") String http,
      @ConfigProperty(name = "quarkus.grpc.server.host") String grpc,
      @ConfigProperty(name = PublicAddress.SETTING, defaultValue = "false") boolean allowed,
      AuthLifecycle auth) {
    PublicAddress.objection(allowed || auth.isOn(), http, grpc)
        .ifPresent(
            sentence -> {
              throw StartEnd.because(sentence);
            });
  }
}
