package io.tapline.service;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.rpc.auth.AuthConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Settings of which only the file of tokens is set, or nothing.
 *
 * @param tokens empty = authentication is off
 */
record FakeAuthConfig(Optional<Path> tokens) implements AuthConfig {
  static final FakeAuthConfig OFF = new FakeAuthConfig(Optional.empty());

  static FakeAuthConfig requiring(Path tokens) {
    return new FakeAuthConfig(Optional.of(tokens));
  }

  AuthLifecycle lifecycle() {
    return new AuthLifecycle(this, new SimpleMeterRegistry());
  }

  @Override
  public boolean optional() {
    return false;
  }

  @Override
  public boolean openLoopback() {
    return false;
  }

  @Override
  public boolean oneProcess() {
    return false;
  }

  @Override
  public Optional<Path> ownerTokenFile() {
    return Optional.empty();
  }

  @Override
  public Optional<Path> serviceTokenFile() {
    return Optional.empty();
  }

  @Override
  public Optional<List<String>> hosts() {
    return Optional.empty();
  }
}
