package io.tapline.flowlog.assemble;

import java.util.List;

/** Bytes in pieces: many of them need no array of their size, for which a heap has no place. */
public record Pieces(List<Piece> all) {
  /**
   * The first bytes of an array.
   *
   * @param length how many of them
   */
  public record Piece(byte[] bytes, int length) {}

  public Pieces {
    all = List.copyOf(all);
  }

  /** All of an array. */
  public static Pieces of(byte[] bytes) {
    return new Pieces(List.of(new Piece(bytes, bytes.length)));
  }

  public int length() {
    return all.stream().mapToInt(Piece::length).sum();
  }

  /** In an array of their size. */
  public byte[] joined() {
    byte[] joined = new byte[length()];
    int at = 0;
    for (Piece piece : all) {
      System.arraycopy(piece.bytes, 0, joined, at, piece.length);
      at += piece.length;
    }
    return joined;
  }
}
