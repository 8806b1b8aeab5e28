package io.tapline.flowlog.hostcopy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The host copies on disk, within their limit: the least recently used one makes room, unless it
 * was used a short while ago. Not for several threads.
 */
final class HostCopyShelf {
  private final HostCopySettings settings;
  private final LongSupplier nanoTime;
  private final Map<HostCopyKey, Placed> copies = new LinkedHashMap<>(64, 0.75f, true);
  private long sizeBytes;

  HostCopyShelf(HostCopySettings settings, LongSupplier nanoTime) {
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  private record Placed(HostCopy copy, long usedNanoTime) {}

  /** The copy if it is there and untouched; counts as use. */
  @Nullable HostCopy use(HostCopyKey key) {
    Placed placed = copies.get(key);
    if (placed == null) {
      return null;
    }
    copies.put(key, new Placed(placed.copy(), nanoTime.getAsLong()));
    return placed.copy();
  }

  /** Places the copy where there is room, else deletes it. */
  boolean place(HostCopyKey key, HostCopy copy) {
    if (!makeRoom(copy.sizeBytes()) || copies.containsKey(key)) {
      delete(copy);
      return false;
    }
    copies.put(key, new Placed(copy, nanoTime.getAsLong()));
    sizeBytes += copy.sizeBytes();
    return true;
  }

  /** Takes away and deletes; whether the copy was there. */
  boolean remove(HostCopyKey key) {
    Placed placed = copies.remove(key);
    if (placed == null) {
      return false;
    }
    sizeBytes -= placed.copy().sizeBytes();
    delete(placed.copy());
    return true;
  }

  /** Gives up copies that were not used lately; whether so many bytes are free now. */
  boolean makeRoom(long bytes) {
    shrinkTo(settings.limitBytes() - bytes);
    return sizeBytes + bytes <= settings.limitBytes();
  }

  /** Gives up copies that were not used lately, as many bytes as asked for; gives the bytes. */
  long giveUp(long bytes) {
    long before = sizeBytes;
    shrinkTo(before - bytes);
    return before - sizeBytes;
  }

  private void shrinkTo(long limitBytes) {
    long now = nanoTime.getAsLong();
    Iterator<Placed> oldest = copies.values().iterator();
    while (sizeBytes > limitBytes && oldest.hasNext()) {
      Placed placed = oldest.next();
      if (now - placed.usedNanoTime() < settings.keep().toNanos()) {
        break; // the others were used later
      }
      oldest.remove();
      sizeBytes -= placed.copy().sizeBytes();
      delete(placed.copy());
    }
  }

  long sizeBytes() {
    return sizeBytes;
  }

  private static void delete(HostCopy copy) {
    try {
      Files.deleteIfExists(copy.file());
    } catch (IOException e) {
      copy.file().toFile().deleteOnExit();
    }
  }
}
