package io.tapline.eventstore.reporter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapline.eventstore.group.AttachmentKinds;
import io.tapline.eventstore.group.GroupSettings;
import io.tapline.eventstore.reporter.KeptMessages.Kept;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes the files of a report; each has at most the bytes that the group's settings allow. */
final class ReportFiles {
  /** How messages become a file. */
  private record Form(
      String ending,
      String mediaType,
      String before,
      String between,
      String after,
      Function<Kept, String> message) {}

  private static final Form JSON =
      new Form("json", "application/json", "[\n", ",\n", "\n]\n", kept -> kept.idea().json());
  private static final Form CSV =
      new Form("csv", "text/csv", ReportCsv.HEADER, "", "", ReportCsv::lines);

  private final String label;
  private final GroupSettings settings;
  private final Instant made;
  private final long events;

  /**
   * @param events that are reported, those without a kept message included
   */
  ReportFiles(String label, GroupSettings settings, Instant made, long events) {
    this.label = label;
    this.settings = settings;
    this.made = made;
    this.events = events;
  }

  List<ReportFile> of(List<Kept> messages) {
    AttachmentKinds kinds = settings.attachments();
    List<ReportFile> files = new ArrayList<>();
    if (kinds.json()) {
      files.add(file(JSON, messages));
    }
    if (kinds.csv()) {
      files.add(file(CSV, messages));
    }
    return files;
  }

  private ReportFile file(Form form, List<Kept> messages) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(form.before().getBytes(UTF_8));
    long room = settings.maxAttachmentBytes() - form.after().length();
    long written = 0;
    for (Kept message : messages) {
      String text = (written == 0 ? "" : form.between()) + form.message().apply(message);
      byte[] bytes = text.getBytes(UTF_8);
      if (out.size() + bytes.length <= room) {
        out.writeBytes(bytes);
        written++;
      }
    }
    out.writeBytes(form.after().getBytes(UTF_8));
    String name = "security-report-%s.%s".formatted(label, form.ending());
    return packed(
        new ReportFile(name, form.mediaType(), written, events - written, out.toByteArray()));
  }

  private ReportFile packed(ReportFile file) {
    return settings.compress()
        ? new ReportFile(
            file.name() + ".zip", "application/zip", file.events(), file.omitted(), zip(file))
        : file;
  }

  private byte[] zip(ReportFile file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      ZipEntry entry = new ZipEntry(file.name());
      entry.setTime(made.toEpochMilli());
      zip.putNextEntry(entry);
      zip.write(file.data());
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }
}
