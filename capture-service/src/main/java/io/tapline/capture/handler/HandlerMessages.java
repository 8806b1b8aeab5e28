package io.tapline.capture.handler;

import static io.tapline.rpc.grpc.Timestamps.timestamp;

import com.google.protobuf.Duration;
import io.tapline.capture.Reason;
import io.tapline.capture.transform.TransformSpec;
import io.tapline.capture.transform.TransformTotals;
import io.tapline.capture.v1.DeleteRule;
import io.tapline.capture.v1.DeletedFile;
import io.tapline.capture.v1.FileCompression;
import io.tapline.capture.v1.Handler;
import io.tapline.capture.v1.HandlerStatistics;
import io.tapline.capture.v1.Transform;
import io.tapline.capture.v1.TransformStatistics;
import io.tapline.rpc.Refusal;
import org.jspecify.annotations.Nullable;

/** Between the messages of handlers and the engine's values. */
final class HandlerMessages {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND - 1;

  private HandlerMessages() {}

  static HandlerSpec spec(Handler handler) {
    return new HandlerSpec(
        handler.getName(),
        handler.getSource(),
        handler.getLogDir(),
        handler.getPath(),
        pattern(handler),
        calendar(handler),
        handler.hasRotateAfter() ? nanos(handler.getRotateAfter()) : 0,
        handler.getRotateSizeBytes(),
        handler.getKeepFiles(),
        form(handler.getFileForm()),
        handler.getPreWriteTransformsList().stream()
            .map(transform -> new TransformSpec(transform.getName(), transform.getParametersMap()))
            .toList(),
        rules(handler));
  }

  private static String pattern(Handler handler) {
    if (!handler.getFileNamePattern().isEmpty()) {
      return handler.getFileNamePattern();
    }
    return format(handler.getFileFormat()) == FileFormat.PCAPNG
        ? FilePattern.DEFAULT + "ng"
        : FilePattern.DEFAULT;
  }

  private static FileRules rules(Handler handler) {
    return new FileRules(
        format(handler.getFileFormat()),
        zstd(handler.getCompression()),
        handler.getRotateFrames(),
        nanos(handler.getKeepFor()),
        handler.getKeepBytes());
  }

  private static FileFormat format(io.tapline.capture.v1.FileFormat format) {
    return switch (format) {
      case FILE_FORMAT_UNSPECIFIED, FILE_FORMAT_PCAP -> FileFormat.PCAP;
      case FILE_FORMAT_PCAPNG -> FileFormat.PCAPNG;
      case UNRECOGNIZED -> throw invalid("handler.file_format", "A format is PCAP or PCAPNG.");
    };
  }

  private static boolean zstd(FileCompression compression) {
    return switch (compression) {
      case FILE_COMPRESSION_UNSPECIFIED, FILE_COMPRESSION_NONE -> false;
      case FILE_COMPRESSION_ZSTD -> true;
      case UNRECOGNIZED -> throw invalid("handler.compression", "A compression is NONE or ZSTD.");
    };
  }

  /** A handler that names neither a calendar nor a time is rotated daily. */
  private static @Nullable CalendarRotation calendar(Handler handler) {
    if (!handler.hasCalendarRotation()) {
      return handler.hasRotateAfter() ? null : CalendarRotation.DAILY;
    }
    int delta = handler.getCalendarRotation().getDelta();
    return new CalendarRotation(
        unit(handler.getCalendarRotation().getUnit()), delta == 0 ? 1 : delta);
  }

  private static CalendarUnit unit(io.tapline.capture.v1.CalendarUnit unit) {
    return switch (unit) {
      case CALENDAR_UNIT_YEAR -> CalendarUnit.YEAR;
      case CALENDAR_UNIT_MONTH -> CalendarUnit.MONTH;
      case CALENDAR_UNIT_DAY -> CalendarUnit.DAY;
      case CALENDAR_UNIT_HOUR -> CalendarUnit.HOUR;
      case CALENDAR_UNIT_MINUTE -> CalendarUnit.MINUTE;
      case CALENDAR_UNIT_SECOND -> CalendarUnit.SECOND;
      case CALENDAR_UNIT_UNSPECIFIED, UNRECOGNIZED ->
          throw invalid("handler.calendar_rotation.unit", "A unit is YEAR to SECOND.");
    };
  }

  private static io.tapline.capture.v1.CalendarUnit message(CalendarUnit unit) {
    return switch (unit) {
      case YEAR -> io.tapline.capture.v1.CalendarUnit.CALENDAR_UNIT_YEAR;
      case MONTH -> io.tapline.capture.v1.CalendarUnit.CALENDAR_UNIT_MONTH;
      case DAY -> io.tapline.capture.v1.CalendarUnit.CALENDAR_UNIT_DAY;
      case HOUR -> io.tapline.capture.v1.CalendarUnit.CALENDAR_UNIT_HOUR;
      case MINUTE -> io.tapline.capture.v1.CalendarUnit.CALENDAR_UNIT_MINUTE;
      case SECOND -> io.tapline.capture.v1.CalendarUnit.CALENDAR_UNIT_SECOND;
    };
  }

  private static FileForm form(io.tapline.capture.v1.FileForm form) {
    return switch (form) {
      case FILE_FORM_UNSPECIFIED, FILE_FORM_FRAMES -> FileForm.FRAMES;
      case FILE_FORM_AIT -> FileForm.AIT;
      case UNRECOGNIZED -> throw invalid("handler.file_form", "A form is FRAMES or AIT.");
    };
  }

  private static io.tapline.capture.v1.FileForm message(FileForm form) {
    return switch (form) {
      case FRAMES -> io.tapline.capture.v1.FileForm.FILE_FORM_FRAMES;
      case AIT -> io.tapline.capture.v1.FileForm.FILE_FORM_AIT;
    };
  }

  private static Refusal invalid(String field, String sentence) {
    return Refusal.ofField(Reason.INVALID_HANDLER, field, sentence);
  }

  private static long nanos(Duration duration) {
    long seconds = Math.clamp(duration.getSeconds(), -MAX_SECONDS, MAX_SECONDS);
    return seconds * NANOS_PER_SECOND + duration.getNanos();
  }

  static Handler message(HandlerSpec spec, HandlerTotals totals) {
    Handler.Builder message =
        Handler.newBuilder()
            .setName(spec.name())
            .setSource(spec.source())
            .setLogDir(spec.logDirectory())
            .setPath(spec.path())
            .setFileNamePattern(spec.pattern())
            .setRotateSizeBytes(spec.rotateBytes())
            .setKeepFiles(spec.keepFiles())
            .setFileForm(message(spec.form()))
            .setStatistics(statistics(totals));
    setRotation(message, spec);
    setRules(message, spec.rules());
    spec.transforms().forEach(transform -> message.addPreWriteTransforms(message(transform)));
    return message.build();
  }

  private static void setRules(Handler.Builder message, FileRules rules) {
    message
        .setFileFormat(
            rules.format() == FileFormat.PCAPNG
                ? io.tapline.capture.v1.FileFormat.FILE_FORMAT_PCAPNG
                : io.tapline.capture.v1.FileFormat.FILE_FORMAT_PCAP)
        .setCompression(
            rules.zstd()
                ? FileCompression.FILE_COMPRESSION_ZSTD
                : FileCompression.FILE_COMPRESSION_NONE)
        .setRotateFrames(rules.rotateFrames())
        .setKeepBytes(rules.keepBytes());
    if (rules.keepNanos() > 0) {
      message.setKeepFor(duration(rules.keepNanos()));
    }
  }

  private static Duration duration(long nanos) {
    return Duration.newBuilder()
        .setSeconds(nanos / NANOS_PER_SECOND)
        .setNanos((int) (nanos % NANOS_PER_SECOND))
        .build();
  }

  static DeletedFile message(DeletedFiles.Entry entry) {
    return DeletedFile.newBuilder()
        .setHandler(entry.handler())
        .setFile(entry.file())
        .setBytes(entry.bytes())
        .setDeleteTime(timestamp(entry.deleteMillis() * NANOS_PER_MILLI))
        .setRule(message(entry.rule()))
        .build();
  }

  private static DeleteRule message(DeletedFiles.Rule rule) {
    return switch (rule) {
      case COUNT -> DeleteRule.DELETE_RULE_COUNT;
      case AGE -> DeleteRule.DELETE_RULE_AGE;
      case BYTES -> DeleteRule.DELETE_RULE_BYTES;
    };
  }

  private static void setRotation(Handler.Builder message, HandlerSpec spec) {
    CalendarRotation calendar = spec.calendar();
    if (calendar != null) {
      message.setCalendarRotation(
          io.tapline.capture.v1.CalendarRotation.newBuilder()
              .setUnit(message(calendar.unit()))
              .setDelta(calendar.delta()));
    }
    if (calendar == null || spec.rotateNanos() > 0) {
      message.setRotateAfter(duration(spec.rotateNanos()));
    }
  }

  /** Without the key. */
  private static Transform message(TransformSpec transform) {
    Transform.Builder message =
        Transform.newBuilder().setName(transform.name()).putAllParameters(transform.parameters());
    if (transform.parameters().containsKey(TransformSpec.SECRET)) {
      message.putParameters(TransformSpec.SECRET, "***");
    }
    return message.build();
  }

  private static TransformStatistics message(TransformTotals totals) {
    return TransformStatistics.newBuilder()
        .setName(totals.name())
        .setLeftOutFrames(totals.leftOut())
        .setFailedFrames(totals.failed())
        .build();
  }

  private static HandlerStatistics statistics(HandlerTotals totals) {
    HandlerStatistics.Builder statistics =
        HandlerStatistics.newBuilder()
            .setFrames(totals.frames())
            .setBytes(totals.bytes())
            .setFailedFrames(totals.failedFrames())
            .setFailure(totals.failure())
            .setCurrentFile(totals.currentFile())
            .setFilesWritten(totals.filesWritten())
            .setCurrentBytesPerSecond(totals.currentBytesPerSecond())
            .setTotalBytesPerSecond(totals.totalBytesPerSecond())
            .setDeletedFiles(totals.deletedFiles())
            .setDeletedBytes(totals.deletedBytes())
            .setKeptFiles(totals.keptFiles());
    totals.transforms().forEach(transform -> statistics.addTransforms(message(transform)));
    if (!totals.currentFile().isEmpty()) {
      statistics.setCurrentFileStartTime(timestamp(totals.currentStartNanos()));
    }
    return statistics.build();
  }
}
