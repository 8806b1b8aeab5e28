package io.tapline.rpc.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Settings of all services: who may call. */
@ConfigMapping(prefix = "tapline.auth")
public interface AuthConfig {
  /** File of the tokens that are accepted; with it, every call needs one. */
  Optional<Path> tokens();

  /** Whether calls need no token as long as that file has never been there. */
  @WithDefault("false")
  boolean optional();

  /** Whether programs of this machine, and what is forwarded by them, need no token. */
  @WithDefault("false")
  boolean openLoopback();

  /** Whether the services called are in this process, and know each other without tokens. */
  @WithDefault("false")
  boolean oneProcess();

  /** File with a token of the role admin for the owner, made by `up` at each start. */
  Optional<Path> ownerTokenFile();

  /** File with the token that this service shows to those that it calls. */
  Optional<Path> serviceTokenFile();

  /** Further names under which loopback addresses are asked over HTTP. */
  Optional<List<String>> hosts();
}
