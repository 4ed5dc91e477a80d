package io.nacre.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What Java's readers do not tell of a file.
 *
 * @param components how many components a JPEG has; 0 for other kinds of file
 * @param jfif whether a JPEG has JFIF's marker
 * @param adobe the colour transform that Adobe's marker in a JPEG names: 0 none, 1 YCbCr, 2 YCCK; -1 without the marker
 * @param named whether a JPEG's components are called R, G and B
 */
record ImageHeader(Orientation orientation, int components, boolean jfif, int adobe, boolean named) {
    private static final long PNG = 0x89504e470d0a1a0aL;
    private static final int EXIF = 0x45786966;
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;

    static ImageHeader of(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        if (file.length > 8 && bytes.getLong(0) == PNG) {
            return new ImageHeader(png(bytes), 0, false, -1, false);
        }
        return file.length > 4 && bytes.getShort(0) == (short) 0xffd8
                ? jpeg(bytes)
                : new ImageHeader(Orientation.UPRIGHT, 0, false, -1, false);
    }

    /** Whether a JPEG's first three components are luminance and chrominance, by libjpeg's rules. */
    boolean isFolded() {
        return switch (components) {
            case 3 -> jfif || (adobe >= 0 ? adobe != 0 : !named);
            case 4 -> adobe > 0;
            default -> false;
        };
    }

    private static Orientation png(ByteBuffer bytes) {
        int at = 8;
        while (at <= bytes.limit() - 12) {
            int length = bytes.getInt(at);
            if (length < 0 || length > bytes.limit() - at - 12) {
                break;
            }
            if (bytes.getInt(at + 4) == 0x65584966) { // eXIf
                return exif(bytes.slice(at + 8, length));
            }
            at += 12 + length;
        }
        return Orientation.UPRIGHT;
    }

    /** Walks the segments up to the first scan. */
    private static ImageHeader jpeg(ByteBuffer bytes) {
        Orientation orientation = Orientation.UPRIGHT;
        int components = 0;
        boolean jfif = false;
        int adobe = -1;
        boolean named = false;
        int at = 2;
        while (at <= bytes.limit() - 4 && bytes.get(at) == (byte) 0xff) {
            int marker = bytes.get(at + 1) & 0xff;
            if (marker == 0xff) { // filling
                at++;
                continue;
            }
            int length = (bytes.getShort(at + 2) & 0xffff) - 2;
            if (marker == 0xda || length < 0 || length > bytes.limit() - at - 4) {
                break;
            }
            ByteBuffer segment = bytes.slice(at + 4, length);
            if (marker == 0xe1 && length > 6 && segment.getInt(0) == EXIF) {
                orientation = exif(segment.slice(6, length - 6));
            } else if (marker == 0xe0 && length >= 5 && segment.getInt(0) == 0x4a464946) { // JFIF
                jfif = true;
            } else if (marker == 0xee && length >= 12 && segment.getInt(0) == 0x41646f62) { // Adob
                adobe = segment.get(11) & 0xff;
            } else if (isFrame(marker) && length >= 6) {
                components = segment.get(5);
                named = length >= 15 && segment.get(6) == 'R' && segment.get(9) == 'G' && segment.get(12) == 'B';
            }
            at += 4 + length;
        }
        return new ImageHeader(orientation, components, jfif, adobe, named);
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /** The orientation in the first directory of a TIFF structure; upright if there is none, or the structure is damaged. */
    private static Orientation exif(ByteBuffer tiff) {
        if (tiff.limit() < 8) {
            return Orientation.UPRIGHT;
        }
        tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (directory < 8 || directory > tiff.limit() - 2) {
            return Orientation.UPRIGHT;
        }
        int entries = tiff.getShort(directory) & 0xffff;
        for (int i = 0; i < entries && directory + 2 + 12 * (i + 1) <= tiff.limit(); i++) {
            int entry = directory + 2 + 12 * i;
            if (tiff.getShort(entry) == ORIENTATION && tiff.getShort(entry + 2) == SHORT) {
                return Orientation.of(tiff.getShort(entry + 8));
            }
        }
        return Orientation.UPRIGHT;
    }
}
