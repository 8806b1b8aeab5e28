package io.tapline.report.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Keys {@code tapline.report.schedules.*}. */
@ConfigMapping(prefix = "tapline.report.schedules")
public interface ScheduleConfig {
  /** Whether this replica runs schedules; it answers calls all the same. */
  @WithDefault("true")
  boolean enabled();

  /** How often it looks for what is due. */
  @WithDefault("5s")
  Duration every();

  /** Schedules, at most. */
  @WithDefault("200")
  int maxSchedules();

  /** Runs that this replica works on at a time, at most. */
  @WithDefault("2")
  int concurrentRuns();

  /** Bytes of one document, at most 6291456; a larger one makes its run fail. */
  @WithDefault("4194304")
  int maxDocumentBytes();

  /** How long after a replica has ended its runs are taken up by another. */
  @WithDefault("1M")
  Duration lease();

  /** Wait after the first attempt that failed; doubled with each further one. */
  @WithDefault("30s")
  Duration firstRetry();

  /** Longest wait between attempts. */
  @WithDefault("1H")
  Duration longestRetry();

  /** Attempts of one run, at most; then it has failed. */
  @WithDefault("8")
  int maxAttempts();

  /**
   * Directory below which documents are delivered to folders; in the all-in-one {@code
   * report/documents} of the data directory. Without it no folder is written to.
   */
  Optional<Path> folderRoot();
}
