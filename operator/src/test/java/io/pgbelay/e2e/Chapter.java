package io.pgbelay.e2e;

/** A part of the story. */
interface Chapter {
    /** What it is about, in the words of a headline. */
    String title();

    /** Does something as users do it, and writes down what came of it. */
    void play(Scene scene);
}
