package io.tapline.flowlog.hostcopy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Copies of large segments sorted by host, for quick answers about one host. */
@ConfigMapping(prefix = "tapline.flowlog.host-copies")
public interface HostCopiesConfig {
  /**
   * Bytes of copies that are kept beside the segments in the cache directory, about 60 a connection
   * when hosts are asked for on both sides; 0 makes none.
   */
  @WithDefault("2147483648")
  long sizeBytes();

  /**
   * Connections of a segment from which on it is copied when hosts are asked for; while it may be
   * merged yet, only from half a full segment on.
   */
  @WithDefault("65536")
  long leastRows();
}
