package io.tapline.report.blocklist;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the blocklists, prefix {@code tapline.report.blocklist}. */
@ConfigMapping(prefix = "tapline.report.blocklist")
public interface BlocklistConfig {
  /** Where the files are; in the all-in-one {@code report/blocklists} of the data directory. */
  Optional<Path> directory();

  /** Lists to be fetched into {@code downloads} of the directory; none without this setting. */
  Optional<List<String>> urls();

  /** How often the directory is looked at for changes. */
  @WithDefault("1m")
  Duration every();

  /** How often a URL is asked. */
  @WithDefault("1h")
  Duration refresh();

  /** After how long it is asked again when the last time failed. */
  @WithDefault("5m")
  Duration retry();

  /** How long a whole answer may take. */
  @WithDefault("30s")
  Duration timeout();

  /** The most that a file or an answer may have. */
  @WithDefault("33554432")
  long maxBytes();

  /** The most entries that a list may have. */
  @WithDefault("1000000")
  int maxEntries();
}
