package io.tapline.cli.events;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory as Warden's filer uses it: one message a file, {@code incoming} for what is to be
 * read, {@code errors} for what was refused, {@code temp} for what is being written. Files come
 * into {@code incoming} by renaming only, so whoever reads there sees whole messages.
 */
final class IdeaSpool {
  private final Path incoming;
  private final Path errors;
  private final Path temp;

  IdeaSpool(Path directory) {
    this.incoming = directory.resolve("incoming");
    this.errors = directory.resolve("errors");
    this.temp = directory.resolve("temp");
  }

  static boolean isSpool(Path directory) {
    return Files.isDirectory(directory.resolve("incoming"));
  }

  /** Makes the directories that are missing. */
  void create() throws IOException {
    for (Path directory : List.of(incoming, errors, temp)) {
      Files.createDirectories(directory);
    }
  }

  /** Files that wait, by name. */
  List<Path> waiting() throws IOException {
    try (Stream<Path> files = Files.list(incoming)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** The message of the file is stored. */
  static void done(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** Another reader may have taken it meanwhile. */
  void refused(Path file) throws IOException {
    Files.createDirectories(errors);
    try {
      Files.move(file, errors.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      return;
    }
  }

  /** Writes a message for the reader of the spool. */
  void write(String id, String message) throws IOException {
    String name = hash(id) + ".idea";
    Path written = temp.resolve(name);
    Files.writeString(written, message);
    Files.move(
        written,
        incoming.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** An id may have characters that no file name can. */
  private static String hash(String id) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(id.getBytes(StandardCharsets.UTF_8)), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
