package io.tapline.capture.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import io.tapline.capture.CaptureCounters;
import io.tapline.capture.transform.TransformChain;
import io.tapline.capture.transform.Transforms;
import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandlerFilesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int FRAME_BYTES = 100;
  private static final int ETHERNET = 1;
  private static final int RAW = 101;

  @TempDir Path directory;
  private final Clock clock = Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC);
  private DeletedFiles deleted = new DeletedFiles(Path.of("unused"), clock);

  @BeforeEach
  void open() {
    deleted = new DeletedFiles(directory.resolve("deleted.jsonl"), clock);
  }

  @Test
  void a_new_file_begins_after_so_many_frames() throws IOException {
    FileHandler handler = handler(new FileRules(FileFormat.PCAP, false, 3, 0, 0), 0);
    write(handler, 7);
    handler.close();
    assertThat(frames(handler)).containsExactly(3, 3, 1);
  }

  @Test
  void a_pcapng_file_has_frames_of_every_link_type() throws IOException {
    FileHandler handler = handler(new FileRules(FileFormat.PCAPNG, false, 0, 0, 0), 0);
    handler.frame(new byte[FRAME_BYTES], FRAME_BYTES, FRAME_BYTES, 1, ETHERNET);
    handler.frame(new byte[FRAME_BYTES], FRAME_BYTES, FRAME_BYTES, 2, RAW);
    handler.frame(new byte[FRAME_BYTES], FRAME_BYTES, 1500, 3, ETHERNET);
    handler.close();
    assertThat(handler.record().files()).hasSize(1);
    try (CaptureFile file = CaptureFile.open(path(handler.record().files().getFirst()))) {
      CaptureReader reader = file.strictReader();
      List<String> found = new ArrayList<>();
      while (reader.next()) {
        found.add(reader.timeNanos() + " " + reader.linkType() + " " + reader.originalLength());
      }
      assertThat(found).containsExactly("1 1 100", "2 101 100", "3 1 1500");
    }
  }

  @Test
  void closed_files_are_compressed_and_the_current_one_is_not() throws IOException {
    FileHandler handler = handler(new FileRules(FileFormat.PCAP, true, 2, 0, 0), 0);
    write(handler, 5);
    Path first = path(handler.record().files().getFirst());
    handler.tick(0);
    byte[] plain = Files.readAllBytes(first);
    handler.settle(0);
    assertThat(handler.record().files())
        .satisfiesExactly(
            name -> assertThat(name).endsWith(".zst"),
            name -> assertThat(name).endsWith(".zst"),
            name -> assertThat(name).doesNotEndWith(".zst"));
    assertThat(first).doesNotExist();
    try (ZstdInputStream in =
        new ZstdInputStream(Files.newInputStream(path(handler.record().files().getFirst())))) {
      assertThat(in.readAllBytes()).isEqualTo(plain);
    }
    handler.close();
    handler.settle(0);
    assertThat(handler.record().files()).allMatch(name -> name.endsWith(".zst"));
    try (var left = Files.list(directory)) {
      assertThat(left).hasSize(3);
    }
  }

  @Test
  void a_name_whose_compressed_file_is_there_is_taken() throws IOException {
    FileHandler handler = handler(new FileRules(FileFormat.PCAP, true, 1, 0, 0), 0);
    write(handler, 1);
    handler.close();
    handler.settle(0);
    FileHandler next = handler(new FileRules(FileFormat.PCAP, true, 1, 0, 0), 0);
    write(next, 1);
    next.close();
    next.settle(0);
    assertThat(handler.record().files()).containsExactly("h.pcap.zst");
    assertThat(next.record().files()).containsExactly("h-2.pcap.zst");
  }

  @Test
  void files_go_by_age_and_the_ledger_says_so_after_a_restart() throws IOException {
    FileHandler handler = handler(new FileRules(FileFormat.PCAP, false, 2, 60 * SECOND, 0), 0);
    write(handler, 5);
    for (String name : handler.record().files()) {
      Files.setLastModifiedTime(path(name), FileTime.from(Instant.ofEpochSecond(900)));
    }
    handler.settle(959_999);
    assertThat(handler.record().files()).hasSize(3);
    handler.settle(960_000);
    assertThat(handler.record().files()).containsExactly("h-3.pcap"); // it is being written
    assertThat(handler.totals(0).deletedFiles()).isEqualTo(2);
    assertThat(handler.totals(0).deletedBytes()).isEqualTo(2 * (24 + 2 * (16 + FRAME_BYTES)));
    assertThat(handler.totals(0).keptFiles()).isEqualTo(1);
    DeletedFiles next = new DeletedFiles(directory.resolve("deleted.jsonl"), clock);
    next.open();
    long bytes = 24 + 2 * (16 + FRAME_BYTES);
    assertThat(next.list())
        .containsExactly(
            new DeletedFiles.Entry(1, "h", "h.pcap", bytes, 1_000_000, DeletedFiles.Rule.AGE),
            new DeletedFiles.Entry(2, "h", "h-2.pcap", bytes, 1_000_000, DeletedFiles.Rule.AGE));
    handler.close();
  }

  @Test
  void the_oldest_files_go_while_all_have_more_bytes() throws IOException {
    long bytes = 24 + 2 * (16 + FRAME_BYTES);
    FileHandler handler = handler(new FileRules(FileFormat.PCAP, false, 2, 0, 2 * bytes), 0);
    write(handler, 8);
    handler.tick(0);
    handler.settle(0);
    assertThat(handler.record().files()).containsExactly("h-3.pcap", "h-4.pcap");
    assertThat(deleted.list())
        .extracting(DeletedFiles.Entry::rule)
        .containsExactly(DeletedFiles.Rule.BYTES, DeletedFiles.Rule.BYTES);
    handler.close();
  }

  @Test
  void the_number_of_files_is_kept_and_written_down() {
    FileHandler handler = handler(new FileRules(FileFormat.PCAP, false, 1, 0, 0), 2);
    write(handler, 4);
    assertThat(handler.record().files()).containsExactly("h-3.pcap", "h.pcap"); // it was free
    assertThat(deleted.list())
        .extracting(DeletedFiles.Entry::file)
        .containsExactly("h.pcap", "h-2.pcap");
    handler.close();
  }

  @Test
  void the_ledger_remembers_the_latest_and_leaves_out_a_torn_line() throws IOException {
    for (int i = 0; i < 2 * DeletedFiles.MAX_ENTRIES + 5; i++) {
      deleted.add("h", "f" + i, i, DeletedFiles.Rule.COUNT);
    }
    Path ledger = directory.resolve("deleted.jsonl");
    assertThat(Files.readAllLines(ledger)).hasSizeLessThan(DeletedFiles.MAX_ENTRIES + 10);
    Files.writeString(ledger, Files.readString(ledger) + "{\"number\":");
    DeletedFiles next = new DeletedFiles(ledger, clock);
    next.open();
    assertThat(next.list()).isEqualTo(deleted.list()).hasSize(DeletedFiles.MAX_ENTRIES);
  }

  private FileHandler handler(FileRules rules, int keepFiles) {
    HandlerSpec spec =
        new HandlerSpec(
            "h",
            "s",
            "",
            "",
            "{name}.pcap",
            null,
            0,
            0,
            keepFiles,
            FileForm.FRAMES,
            List.of(),
            rules);
    TransformChain none = Transforms.failing(List.of());
    return new FileHandler(
        spec,
        new HandlerFiles(new HandlerRecord(spec, List.of()), directory, deleted),
        new CaptureCounters(),
        FileHandler.Opener.NEW_FILE,
        () -> {},
        none,
        0);
  }

  private static void write(FileHandler handler, int count) {
    for (int i = 0; i < count; i++) {
      handler.frame(new byte[FRAME_BYTES], FRAME_BYTES, FRAME_BYTES, i, ETHERNET);
    }
  }

  private Path path(String name) {
    return directory.resolve(name);
  }

  private List<Integer> frames(FileHandler handler) throws IOException {
    List<Integer> counts = new ArrayList<>();
    for (String name : handler.record().files()) {
      try (CaptureFile capture = CaptureFile.open(path(name))) {
        CaptureReader reader = capture.reader();
        int count = 0;
        while (reader.next()) {
          count++;
        }
        counts.add(count);
      }
    }
    return counts;
  }
}
