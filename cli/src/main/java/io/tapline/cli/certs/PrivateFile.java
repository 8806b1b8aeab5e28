package io.tapline.cli.certs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Files that are replaced at once: a reader finds what was there before, or all that is new. */
final class PrivateFile {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final Set<PosixFilePermission> FOR_ALL =
      PosixFilePermissions.fromString("rw-r--r--");

  private PrivateFile() {}

  /** An empty file that nobody but its owner can read. */
  static void create(Path file) throws IOException {
    Files.createFile(file, OWNER_ONLY);
  }

  /** Replaces a file, readable by its owner alone. */
  static void write(Path file, String text) throws IOException {
    replace(file, text, false);
  }

  /** Replaces a file that everybody may read. */
  static void writePublic(Path file, String text) throws IOException {
    replace(file, text, true);
  }

  private static void replace(Path file, String text, boolean forAll) throws IOException {
    Path directory =
        Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a directory");
    Path written = Files.createTempFile(directory, ".tapline", ".new", OWNER_ONLY);
    try {
      Files.writeString(written, text);
      if (forAll) {
        Files.setPosixFilePermissions(written, FOR_ALL);
      }
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }
}
