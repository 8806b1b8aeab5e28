package io.tapline.capture.handler;

import io.tapline.capture.transform.TransformSpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a handler does.
 *
 * @param name unique within the sensor
 * @param source live source whose frames it writes
 * @param logDirectory directory of its own below the handlers' directory, a {@link FilePattern}
 *     too; empty = none
 * @param path a further directory below that one; empty = none
 * @param pattern file name pattern, see {@link FilePattern}
 * @param calendar a new file by the calendar; null = not by it
 * @param rotateNanos a new file when so much time has passed; 0 = never
 * @param rotateBytes a new file before this size would be exceeded; 0 = never by size
 * @param keepFiles files kept; 0 = all
 * @param form what the files hold
 * @param transforms what is done to frames before they are written, in this order
 * @param rules how files are written, compressed and deleted
 */
public record HandlerSpec(
    String name,
    String source,
    String logDirectory,
    String path,
    String pattern,
    @Nullable CalendarRotation calendar,
    long rotateNanos,
    long rotateBytes,
    int keepFiles,
    FileForm form,
    List<TransformSpec> transforms,
    FileRules rules) {

  /** What an earlier version remembered lacks the newer fields. */
  public HandlerSpec {
    logDirectory = Objects.requireNonNullElse(logDirectory, "");
    path = Objects.requireNonNullElse(path, "");
    form = Objects.requireNonNullElse(form, FileForm.FRAMES);
    transforms = transforms == null ? List.of() : List.copyOf(transforms);
    rules = Objects.requireNonNullElse(rules, FileRules.PLAIN);
  }

  /** A handler of whole frames without a directory of its own or a calendar. */
  public static HandlerSpec frames(
      String name,
      String source,
      String pattern,
      long rotateNanos,
      long rotateBytes,
      int keepFiles) {
    return new HandlerSpec(
        name,
        source,
        "",
        "",
        pattern,
        null,
        rotateNanos,
        rotateBytes,
        keepFiles,
        FileForm.FRAMES,
        List.of(),
        FileRules.PLAIN);
  }
}
