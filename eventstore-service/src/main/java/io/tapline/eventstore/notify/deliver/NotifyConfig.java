package io.tapline.eventstore.notify.deliver;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Keys {@code tapline.eventstore.notify.*}. */
@ConfigMapping(prefix = "tapline.eventstore.notify")
public interface NotifyConfig {
  /** Pause between two looks for what is to be sent. */
  @WithDefault("1S")
  Duration pause();

  /** Of connecting to a target, and of each of its answers. */
  @WithDefault("10S")
  Duration timeout();

  /** Attempts for a notice, at most; then it is dead. */
  @WithDefault("20")
  int maxAttempts();

  /** Before the second attempt; each further one waits twice as long. */
  @WithDefault("5S")
  Duration firstRetry();

  /** Between two attempts, at most. */
  @WithDefault("1H")
  Duration longestRetry();

  /** Notices about events that wait in a channel, at most; the oldest become a digest. */
  @WithDefault("1000")
  int maxPending();

  /** How long notices are kept that are over. */
  @WithDefault("30D")
  Duration history();

  /** Notices that are over and kept, at most. */
  @WithDefault("100000")
  int maxHistory();

  /** The channel by which notices to addresses are sent. */
  @WithDefault("mail")
  String mailChannel();

  /** Where people open the console; begins the links in notices. */
  @WithDefault("http://localhost:8080/")
  String consoleUrl();
}
