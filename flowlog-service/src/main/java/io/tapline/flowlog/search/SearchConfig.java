package io.tapline.flowlog.search;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of questions to the connection log. */
@ConfigMapping(prefix = "tapline.flowlog.search")
public interface SearchConfig {
  /** Questions waiting or being answered; further ones are refused at once. */
  @WithDefault("64")
  int calls();

  /** Whole results being read at a time; further ones are refused at once. */
  @WithDefault("8")
  int streams();

  /** How long an answer may take. */
  @WithDefault("30S")
  Duration deadline();
}
