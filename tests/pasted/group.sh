{ echo one; echo two; } && echo three
false || { echo four; true; }
! false && echo five
