package io.tapline.standalone.postgres;

import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import io.tapline.standalone.data.Directories;
import io.tapline.standalone.data.UserDirectories;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The programs of PostgreSQL, unpacked from the bundled archive into a directory per version. */
public final class PostgresBinaries {
  /** Version of the bundled archive; part of the directory's name. */
  public static final String VERSION = "18.6.0";

  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  private final Path home;

  private PostgresBinaries(Path home) {
    this.home = home;
  }

  /** {@code $XDG_CACHE_HOME/tapline}, by default {@code ~/.cache/tapline}. */
  public static Path defaultCache() {
    return new UserDirectories(System.getenv()).cache();
  }

  /**
   * Unpacks below {@code cache} unless that was done before; safe against others who do the same at
   * the same time.
   */
  public static PostgresBinaries unpack(Path cache) {
    Path home = cache.resolve("postgres-" + VERSION);
    try {
      if (Files.notExists(home)) {
        Files.createDirectories(cache);
        Path staging = Files.createTempDirectory(cache, "postgres-");
        extract(staging);
        moveIntoPlace(staging, home);
      }
      return new PostgresBinaries(home);
    } catch (IOException e) {
      throw new StandaloneException(
          Reason.POSTGRES_FAILED,
          "PostgreSQL could not be unpacked to %s (%s). Set XDG_CACHE_HOME for another place."
              .formatted(home, e.getMessage()),
          e);
    }
  }

  Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  private static void extract(Path staging) throws IOException {
    try (InputStream archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
      if (archive == null) {
        throw new IOException(
            "this build has no PostgreSQL for this platform, only for Linux on x86-64");
      }
      try (TarArchiveInputStream tar =
          new TarArchiveInputStream(
              new XZCompressorInputStream(new BufferedInputStream(archive, 1 << 16)))) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          extract(tar, entry, staging);
        }
      }
    }
  }

  private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path staging)
      throws IOException {
    Path target = staging.resolve(entry.getName()).normalize();
    if (!target.startsWith(staging)) {
      throw new IOException("the archive names a file outside of itself: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
    if ((entry.getMode() & 0100) != 0 && !target.toFile().setExecutable(true, false)) {
      throw new IOException(target + " cannot be made executable");
    }
  }

  private static void moveIntoPlace(Path staging, Path home) throws IOException {
    try {
      Files.move(staging, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      Directories.deleteIfExists(staging);
    }
  }
}
