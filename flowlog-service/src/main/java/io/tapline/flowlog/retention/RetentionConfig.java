package io.tapline.flowlog.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Settings of retention. Each limit holds by itself; whichever is reached first drops days. */
@ConfigMapping(prefix = "tapline.flowlog.retention")
public interface RetentionConfig {
  /** Whether this process drops anything. */
  @WithDefault("true")
  boolean enabled();

  /**
   * Connections leave this long after the day on which they were written to the log; 0 for never.
   */
  @WithDefault("0S")
  Duration age();

  /** Bytes of all segments, beyond which the oldest days leave; 0 for no limit. */
  @WithDefault("0")
  long bytes();

  /**
   * Bytes that stay free on the file system of the database; by default 5 % of it, at least 2 GiB
   * and at most 20 GiB. 0 for no reserve.
   */
  OptionalLong freeReserveBytes();

  /**
   * Where the database stores its files, if that is on this machine; set by the all-in-one. Without
   * it the free space is not known and the reserve not kept: set {@link #bytes} then.
   */
  Optional<Path> databaseDirectory();

  /** Pause between two looks. */
  @WithDefault("10S")
  Duration pause();
}
