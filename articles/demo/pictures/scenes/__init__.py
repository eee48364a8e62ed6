"""What pictures show: one function a scene, which paints a canvas in the light of a palette."""
