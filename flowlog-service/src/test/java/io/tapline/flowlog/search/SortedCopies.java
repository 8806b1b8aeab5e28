package io.tapline.flowlog.search;

import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.segment.HostSort;
import io.tapline.flowlog.segment.Side;
import io.tapline.flowlog.store.HostSorted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Host copies of every segment, made where they are asked for; remembers what was given. */
final class SortedCopies {
  private final HostSort sort;
  private final Set<Path> distrusted = new HashSet<>();
  boolean makesMore = true;
  final List<Path> given = new ArrayList<>();

  SortedCopies(DuckDb duckDb) {
    this.sort = new HostSort(duckDb);
  }

  HostSorted of(Path segment) {
    return new HostSorted() {
      @Override
      public Path by(Side side) {
        Path copy = segment.resolveSibling(side + "-of-" + segment.getFileName());
        given.add(copy);
        if (makesMore && !Files.exists(copy)) {
          write(segment, side, copy);
        }
        return copy;
      }

      @Override
      public boolean distrust() {
        boolean any = given.stream().anyMatch(copy -> isOf(copy, segment));
        given.stream().filter(copy -> isOf(copy, segment)).forEach(distrusted::add);
        return any;
      }
    };
  }

  boolean areDistrusted() {
    return !distrusted.isEmpty();
  }

  private static boolean isOf(Path copy, Path segment) {
    return copy.getFileName().toString().endsWith("-of-" + segment.getFileName());
  }

  private void write(Path segment, Side side, Path copy) {
    try {
      sort.write(segment, side, copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
