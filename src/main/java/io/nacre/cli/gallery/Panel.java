package io.nacre.cli.gallery;

import java.awt.image.BufferedImage;

/**
 * A picture of the gallery.
 *
 * @param file its name, without an ending
 * @param caption below it
 * @param enlarged whether it shows single elements, whose edges must stay sharp
 */
record Panel(String file, String caption, BufferedImage image, boolean enlarged) {}
